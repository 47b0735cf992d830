package zhiyin.app.people;

/** A name in the centre's two languages. */
public record Words(String zh, String en) {

    private static final int LONGEST = 100;

    /** As it is kept: without outer spaces; English is the Chinese one where it is left out. @throws Refused if there is no Chinese name, or one is too long */
    static Words checked(Words given, String place) {
        String chinese = given == null || given.zh == null ? "" : given.zh.strip();
        String english = given == null || given.en == null || given.en.isBlank() ? chinese : given.en.strip();
        if (chinese.isEmpty() || chinese.length() > LONGEST || english.length() > LONGEST) {
            throw Refused.invalid(place, new Words("名称不能为空，也不能超过 " + LONGEST + " 个字。", "A name is empty or longer than " + LONGEST + " characters."),
                    new Words("请填写中文名称，英文名称可以不填。", "Give a Chinese name; the English one may be left out."));
        }
        return new Words(chinese, english);
    }
}
