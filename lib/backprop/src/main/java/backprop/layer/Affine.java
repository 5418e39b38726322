package backprop.layer;

import static backprop.math.Matrices.addRowInPlace;
import static backprop.math.Matrices.columnSums;
import static backprop.math.Matrices.mult;
import static backprop.math.Matrices.multTransA;
import static backprop.math.Matrices.multTransB;
import static backprop.math.Matrices.requireSamePrecision;
import static backprop.math.Matrices.shape;

import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * A fully connected (dense, linear) layer: the weighted sums of its neurons for a batch, Y = X·W + b, with X: N × D,
 * W: D × M, b: 1 × M added to every row, Y: N × M.
 */
public final class Affine extends MemoryReuse implements Layer {
    private final Param W;
    private final Param b;
    private SimpleMatrix x;
    private SimpleMatrix y;
    private SimpleMatrix dX;

    /**
     * @param W D × M: a column of weights for each of the M neurons; kept, and updated in training
     * @param b 1 × M; kept, and updated in training
     * @throws IllegalArgumentException if b is not 1 × M or its precision is not that of W
     */
    public Affine(SimpleMatrix W, SimpleMatrix b) {
        requireSamePrecision("Affine", "W", W, "b", b);
        if (b.getNumRows() != 1 || b.getNumCols() != W.getNumCols())
            throw new IllegalArgumentException(
                    "Affine: W is " + shape(W) + ", so b must be 1 × " + W.getNumCols() + ", but it is " + shape(b));
        this.W = new Param("W", W);
        this.b = new Param("b", b);
    }

    /**
     * A layer with weights drawn from the normal distribution N(0, scale²) and biases 0.
     *
     * @param inputs D, the number of columns of X
     * @param outputs M, the number of neurons
     * @throws IllegalArgumentException if a size is not positive
     */
    public static Affine random(int inputs, int outputs, double scale, Precision precision, Random random) {
        if (inputs < 1 || outputs < 1)
            throw new IllegalArgumentException(
                    "Affine: inputs and outputs must be at least 1, but they are " + inputs + " and " + outputs);
        SimpleMatrix W =
                Matrices.map(Matrices.zeros(inputs, outputs, precision), zero -> scale * random.nextGaussian());
        return new Affine(W, Matrices.zeros(1, outputs, precision));
    }

    /**
     * {@link #random} with the scale √(2/(D + M)), a compromise between two aims: that Y varies as much as X, which asks for
     * √(1/D), and dX as much as dY, which asks for √(1/M). For sigmoid and tanh (X. Glorot, Y. Bengio, "Understanding the
     * difficulty of training deep feedforward neural networks", 2010, there drawn uniformly with the same variance).
     */
    public static Affine xavier(int inputs, int outputs, Precision precision, Random random) {
        return random(inputs, outputs, Math.sqrt(2.0 / (inputs + outputs)), precision, random);
    }

    /**
     * {@link #random} with the scale √(2/D), which makes up for ReLU, that lets half of its input through (K. He, X. Zhang, S.
     * Ren, J. Sun, "Delving Deep into Rectifiers", 2015).
     */
    public static Affine he(int inputs, int outputs, Precision precision, Random random) {
        return random(inputs, outputs, Math.sqrt(2.0 / inputs), precision, random);
    }

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        if (x.getNumCols() != W.value().getNumRows())
            throw new IllegalArgumentException("Affine: W is " + shape(W.value()) + ", so x must have "
                    + W.value().getNumRows() + " columns, but x is " + shape(x));
        requireSamePrecision(name(), "x", x, "W", W.value());
        this.x = x;
        y = mult(x, W.value(), again(y));
        addRowInPlace(y, b.value()); // Y = X·W + b
        return y;
    }

    /** dW = Xᵀ·dY, db = the column sums of dY, dX = dY·Wᵀ. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        backwardToParams(dY);
        dX = multTransB(dY, W.value(), again(dX)); // dX = dY·Wᵀ
        return dX;
    }

    @Override
    public void backwardToParams(SimpleMatrix dY) {
        ShapeChecks.requireBackward(this, dY, x, W.value().getNumCols());
        W.setGradient(multTransA(x, dY, again(W.gradient()))); // dW = Xᵀ·dY
        b.setGradient(columnSums(dY, again(b.gradient()))); // b was added to every row
    }

    @Override
    public int inputs() {
        return W.value().getNumRows();
    }

    @Override
    public int outputs(int inputs) {
        return W.value().getNumCols();
    }

    @Override
    public List<Param> params() {
        return List.of(W, b);
    }

    /** The weights, D × M. */
    public Param W() {
        return W;
    }

    /** The biases, 1 × M. */
    public Param b() {
        return b;
    }

    @Override
    public String toString() {
        return name() + ": " + W + ", " + b;
    }
}
