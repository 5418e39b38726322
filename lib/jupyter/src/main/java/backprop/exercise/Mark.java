package backprop.exercise;

import java.util.List;

/** The state of an exercise. */
public enum Mark {
    /** Not answered yet. */
    OPEN("○", "Still open"),
    /** Answered, but not right. */
    WRONG("✗", "Not yet"),
    /** Answered, and right. */
    RIGHT("✓", "Right");

    private final String symbol;
    private final String label;

    Mark(String symbol, String label) {
        this.symbol = symbol;
        this.label = label;
    }

    /** One character: ○, ✗ or ✓. */
    public String symbol() {
        return symbol;
    }

    /** The mark as text. */
    public String label() {
        return label;
    }

    static long countRight(List<Mark> marks) {
        return marks.stream().filter(mark -> mark == RIGHT).count();
    }
}
