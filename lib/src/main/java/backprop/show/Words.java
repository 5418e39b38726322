package backprop.show;

/**
 * An error in words that a beginner can use.
 *
 * @param sentence what is wrong
 * @param advice what to try; may be empty
 */
record Words(String sentence, String advice) {}
