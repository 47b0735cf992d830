package zhiyin.routing.assign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the right-hand side of a rule may ask for a contact. The reason shown is the rule's name; {@code @zh("...")} and {@code @en("...")} at the rule say it otherwise in
 * that language. An empty group, skill or person asks for nothing.
 */
public final class Wish {

    private int priority;
    private final Map<String, Integer> skills = new HashMap<>();
    private final Set<String> groups = new HashSet<>();
    private Map<String, String> binding;
    private final Map<String, Map<String, String>> preferred = new HashMap<>();
    private final List<Map<String, String>> reasons = new ArrayList<>();
    private Map<String, String> reason = Map.of();

    Wish() { }

    /** @param reason of the rule whose right-hand side runs from now on */
    void because(Map<String, String> reason) {
        this.reason = reason;
    }

    Map<String, String> reason() {
        return reason;
    }

    /** Forward by so many points; less than 0: backward. */
    public void raise(int points) {
        priority = Math.addExact(priority, points);
        tell();
    }

    /** Only people with at least this level of the skill. */
    public void need(String skill, int level) {
        if (!skill.isEmpty()) {
            skills.merge(skill, level, Math::max);
            tell();
        }
    }

    /** Only people of this group; several in one rule: of any of them. The first rule that binds a contact (the one of highest salience) decides alone. */
    public void only(String group) {
        if (!group.isEmpty() && (binding == null || binding == reason)) {
            binding = reason;
            groups.add(group);
            tell();
        }
    }

    /** This person, if free and able to. */
    public void prefer(String personId) {
        if (!personId.isEmpty()) {
            preferred.putIfAbsent(personId, reason);
        }
    }

    private void tell() {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    Demand demand() {
        return new Demand(priority, skills, groups, preferred, reasons);
    }
}
