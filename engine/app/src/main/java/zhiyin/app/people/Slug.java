package zhiyin.app.people;

/** A name that flows and files use: small letters, digits and dashes, at most 40. */
final class Slug {

    private Slug() { }

    static void check(String id, String place) {
        if (id == null || !id.matches("[a-z][a-z0-9-]{0,39}")) {
            throw Refused.invalid(place, new Words("代号以小写字母开头，由小写字母、数字和横线组成，最多 40 个。", "An identifier begins with a letter and has small letters, digits and dashes, at most 40."),
                    new Words("例如 pension-line。", "pension-line, for one."));
        }
    }

    static Refused taken(String id, String place) {
        return Refused.conflict(place, new Words("代号 " + id + " 已被使用。", "The identifier " + id + " is taken."), new Words("请换一个。", "Choose another one."));
    }
}
