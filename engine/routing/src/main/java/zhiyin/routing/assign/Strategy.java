package zhiyin.routing.assign;

import java.util.Optional;
import java.util.stream.Stream;

/** Which of several free people takes a contact (ACC-15). Ties go to who has been idle longest. */
public enum Strategy {

    /** 空闲时间最长. */
    LONGEST_IDLE("longestIdle"),
    /** 循环: by the order of the group, after the one served last. */
    ROUND_ROBIN("roundRobin"),
    /** 线性: always the first in the order of the group. */
    LINEAR("linear"),
    /** 平均话务量: fewest contacts today, then least time spent on them. */
    LEAST_LOADED("leastLoaded"),
    /** 技能优先: highest sum of levels in the skills needed, in all skills if none is. */
    BEST_SKILL("bestSkill");

    private final String word;

    Strategy(String word) {
        this.word = word;
    }

    /** As written in YAML. */
    public String word() {
        return word;
    }

    public static Optional<Strategy> of(String word) {
        return Stream.of(values()).filter(strategy -> strategy.word.equals(word)).findFirst();
    }
}
