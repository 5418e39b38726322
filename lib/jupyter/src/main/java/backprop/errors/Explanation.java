package backprop.errors;

/**
 * An error in words that a beginner can use.
 *
 * @param sentence what is wrong
 * @param advice what to try; may be empty
 */
record Explanation(String sentence, String advice) {}
