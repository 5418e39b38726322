package backprop.exercise;

/** How far a reader is with an exercise. */
public enum Mark {
    /** Not answered yet. */
    OPEN("○", "Still open"),
    /** Answered, but not right. */
    WRONG("✗", "Not yet"),
    /** Answered, and right. */
    RIGHT("✓", "Right");

    private final String mark;
    private final String words;

    Mark(String mark, String words) {
        this.mark = mark;
        this.words = words;
    }

    /** One character: ○, ✗ or ✓. */
    public String mark() {
        return mark;
    }

    /** The mark in words, for a reader. */
    public String words() {
        return words;
    }
}
