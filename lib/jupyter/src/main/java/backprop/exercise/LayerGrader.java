package backprop.exercise;

import backprop.check.GradientCheck;
import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.ejml.simple.SimpleMatrix;

/** A layer that the reader wrote; see {@link Graders#layer}. */
record LayerGrader(Supplier<Layer> truth, int rows, int columns) {
    private static final long SEED = 1;

    Grade grade(Layer layer) {
        Layer right = truth.get();
        Random random = new Random(SEED);
        Grade first = compare(layer, right, random(rows, random), random);
        if (!first.isRight()) return first;
        // Another batch size finds what was kept from the first batch, or added to it.
        Grade second = compare(layer, right, random(rows + 2, random), random);
        if (!second.isRight()) return second.prefixed("The first batch was right, a second one is not. ");
        double relative = GradientCheck.of(layer, random(rows, random), SEED).relativeDifference();
        return Grade.right(String.format(
                "Forward and backward are right, and nudging agrees (relative difference %.0e).", relative));
    }

    private SimpleMatrix random(int count, Random random) {
        return Matrices.map(Matrices.zeros(count, columns, Precision.DOUBLE), z -> random.nextGaussian());
    }

    private static Grade compare(Layer layer, Layer right, SimpleMatrix x, Random random) {
        Grade values = compareValues(layer.params(), right.params());
        if (!values.isRight()) return values;
        SimpleMatrix y = right.forward(x);
        Grade forward = compareForward(layer, y, x);
        if (!forward.isRight()) return forward;
        SimpleMatrix dY = Matrices.map(y, entry -> random.nextGaussian());
        Grade backward = compareBackward(layer, right.backward(dY), dY);
        return backward.isRight() ? compareGradients(layer.params(), right.params()) : backward;
    }

    private static Grade compareValues(List<Param> params, List<Param> right) {
        if (params.size() != right.size())
            return Grade.wrong("params() must list what the layer learns: " + right + ", but it gives " + params + ".");
        for (int i = 0; i < right.size(); i++) {
            Param param = params.get(i);
            Grade value = new MatrixGrader(right.get(i).value()).grade(param.value());
            if (!value.isRight())
                return Grade.wrong(
                        "The value of " + param.name() + " is not what the check cell gave. " + value.feedback());
        }
        return Grade.right("");
    }

    private static Grade compareForward(Layer layer, SimpleMatrix y, SimpleMatrix x) {
        SimpleMatrix kept = x.copy();
        Grade forward = new MatrixGrader(y).grade(layer.forward(x));
        if (!forward.isRight()) return forward.prefixed("forward is not right. ");
        return x.isIdentical(kept, 0)
                ? forward
                : Grade.wrong("forward has changed its argument x. Make a new matrix instead.");
    }

    private static Grade compareBackward(Layer layer, SimpleMatrix right, SimpleMatrix dY) {
        SimpleMatrix kept = dY.copy();
        SimpleMatrix dX = layer.backward(dY);
        if (dX == null) return Grade.open("forward is right. backward is still to be written.");
        if (!dY.isIdentical(kept, 0))
            return Grade.wrong("backward has changed its argument dY. Make a new matrix instead.");
        Grade backward = new MatrixGrader(right).grade(dX);
        if (backward.isRight()) return backward;
        boolean handedOn = dX.getNumElements() == dY.getNumElements() && dX.isIdentical(dY, 0);
        String cause = handedOn ? "It hands dY on as it came: where is the layer's own derivative? " : "";
        return Grade.wrong("forward is right, backward is not. " + cause + backward.feedback());
    }

    private static Grade compareGradients(List<Param> params, List<Param> right) {
        for (int i = 0; i < right.size(); i++) {
            Param param = params.get(i);
            Grade gradient = new MatrixGrader(right.get(i).gradient()).grade(param.gradient());
            if (gradient.isRight()) continue;
            boolean zero = param.gradient().elementMaxAbs() == 0;
            return Grade.wrong("forward and dX are right, the gradient of " + param.name() + " is not. "
                    + (zero ? "It is still zero: backward must set it." : gradient.feedback()));
        }
        return Grade.right("");
    }
}
