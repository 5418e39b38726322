/**
 * The fast core: the blocked matrix product, vector registers (SIMD) and a thread pool, used by {@link
 * backprop.math.Matrices} and by benchmarks only. The build generates the classes for doubles from those for floats.
 */
package backprop.math.engine;
