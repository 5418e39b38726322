/**
 * Exercises with graders. {@link backprop.exercise.Exercises} are those of a lesson; checking an answer gives a {@link
 * backprop.exercise.Verdict}, which shows the {@link backprop.exercise.Grade}, its feedback and the hints. {@link
 * backprop.exercise.Graders} makes the usual graders, and a {@link backprop.exercise.MistakeGrader} adds the typical
 * mistakes. {@link backprop.exercise.Claims} compare a document's numbers with computed ones.
 */
package backprop.exercise;
