/**
 * What a learner's mistake looks like on the page: a sentence, the marked line, what to try, and then Java's own words. {@link
 * backprop.errors.CompilerErrors} has those of the compiler, {@link backprop.errors.ExceptionExplanations} those of
 * exceptions; {@link backprop.errors.Definitions} knows what running one cell did to others, {@link
 * backprop.errors.LookAlikes} what to type for a character that only looks like Java's. {@link backprop.show.Notebook#explainErrors} switches them off.
 */
package backprop.errors;
