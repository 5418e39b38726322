/**
 * What makes the library fast: the matrix product in blocks, vector registers (SIMD) and a thread pool, all seen by {@link
 * backprop.math.Matrices} and by measurements of speed only. The build generates the classes for doubles from those for floats.
 */
package backprop.math.engine;
