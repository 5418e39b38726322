/**
 * What single lessons need. Each lesson's exercises are in a class named after its subject: what is right, the typical mistakes
 * with their feedback, and the hints. What is asked stands on the page; what is right stands here, where a reader does not see
 * it by accident. {@link backprop.lesson.BugLab} is where lesson 12 hunts bugs, {@link backprop.lesson.Speed} is what appendix A
 * measures with.
 */
package backprop.lesson;
