package backprop.lesson;

import static backprop.math.Matrices.map;
import static backprop.math.Matrices.zip;

import backprop.layer.Affine;
import backprop.layer.Layer;
import backprop.layer.Loss;
import backprop.layer.Param;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import backprop.train.Sgd;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * A network of the {@link BugLab}: 2 inputs, 4 ReLU units, 4 sigmoid units, 3 classes by softmax with cross-entropy, in
 * double. It may have a {@link Bug}; all that is wrong with it stands in this file.
 */
public final class SuspectNet extends Network {
    // With these weights ReLU unit 1 is on for all of the lab's samples and unit 2 for none: a mask shows what it does.
    private static final long SEED = 44;

    private final Bug bug;

    /** @param bug or null for none */
    SuspectNet(Bug bug) {
        this(bug, new Random(SEED));
    }

    private SuspectNet(Bug bug, Random random) {
        super(
                bug == Bug.NOT_DIVIDED ? new NotDivided() : new SoftmaxWithLoss(),
                affine(2, 4, bug == Bug.FIRST_ROW ? bug : null, random),
                bug == Bug.WRONG_SIDE ? new WrongSide() : new Relu(),
                affine(4, 4, bug == Bug.FIRST_ROW || bug == Bug.TRANSPOSED ? bug : null, random),
                bug == Bug.NO_SLOPE ? new NoSlope() : new Sigmoid(),
                affine(4, 3, bug == Bug.FIRST_ROW ? bug : null, random));
        this.bug = bug;
    }

    private static Layer affine(int inputs, int outputs, Bug bug, Random random) {
        SimpleMatrix W = normal(inputs, outputs, random);
        // Not zeros: a check at zeros would leave much untested.
        SimpleMatrix b = normal(1, outputs, random);
        Affine right = new Affine(W, b);
        return bug == null ? right : new WrongAffine(right, bug);
    }

    private static SimpleMatrix normal(int rows, int columns, Random random) {
        return map(Matrices.zeros(rows, columns, Precision.DOUBLE), zero -> random.nextGaussian());
    }

    /**
     * One step of learning from a batch: forward, backward, and every parameter moved against its gradient.
     *
     * @return the loss before the step
     */
    public double step(SimpleMatrix x, SimpleMatrix t, double learningRate) {
        Sgd sgd = new Sgd(learningRate);
        if (bug == Bug.NEW_WEIGHTS) return stepTooEarly(x, t, sgd);
        double value = gradient(x, t);
        sgd.update(params().values());
        return value;
    }

    private double stepTooEarly(SimpleMatrix x, SimpleMatrix t, Sgd sgd) {
        double value = loss(x, t);
        SimpleMatrix d = lossLayer().backward();
        for (int i = layers().size() - 1; i >= 0; i--) {
            Layer layer = layers().get(i);
            layer.backwardToParams(d);
            sgd.update(layer.params());
            d = layer.backward(d); // the bug: back through weights that have moved already
        }
        return value;
    }

    private static final class NoSlope implements Layer {
        private final Sigmoid right = new Sigmoid();

        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            return right.forward(x);
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            return dY.copy(); // without ⊙ y(1 − y)
        }
    }

    private static final class WrongSide implements Layer {
        private final Relu right = new Relu();
        private SimpleMatrix x;

        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            this.x = x;
            return right.forward(x);
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            return zip(dY, x, (d, v) -> v <= 0 ? d : 0); // d and 0 have changed places
        }
    }

    private static final class NotDivided implements Loss {
        private final SoftmaxWithLoss right = new SoftmaxWithLoss();
        private int N;

        @Override
        public double forward(SimpleMatrix y, SimpleMatrix t) {
            N = y.getNumRows();
            return right.forward(y, t);
        }

        @Override
        public SimpleMatrix backward() {
            return right.backward().scale(N); // y − t, without /N
        }
    }

    private record WrongAffine(Affine right, Bug bug) implements Layer {
        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            return right.forward(x);
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            SimpleMatrix dX = right.backward(dY);
            Param W = right.W();
            if (bug == Bug.TRANSPOSED) W.setGradient(W.gradient().transpose()); // dYᵀ·X for Xᵀ·dY
            else right.b().setGradient(dY.rows(0, 1)); // the first row, not the sum of all
            return dX;
        }

        @Override
        public List<Param> params() {
            return right.params();
        }

        @Override
        public String name() {
            return right.name();
        }
    }
}
