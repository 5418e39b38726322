/**
 * The few matrix operations that EJML lacks or does slowly, on {@link org.ejml.simple.SimpleMatrix}.
 *
 * <p>Throughout the library rows are samples, columns are features, and a bias is 1 × D. Precision follows the data: a
 * matrix is float ({@code FDRM}) or double ({@code DDRM}), everything works on both, and nothing mixes them.
 */
package backprop.math;
