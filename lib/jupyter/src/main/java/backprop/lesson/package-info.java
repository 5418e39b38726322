/**
 * The exercises of the lessons: what is right, what to say to what is not, and the hints. What is asked stands on the page;
 * what is right stands here, where a reader does not see it by accident.
 */
package backprop.lesson;
