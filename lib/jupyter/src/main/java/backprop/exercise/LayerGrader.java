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
record LayerGrader(Supplier<Layer> truth, int rows, int columns) implements Grader {
    private static final long SEED = 1;

    @Override
    public Grade judge(Object given) {
        if (given == null) return Grade.open("");
        if (!(given instanceof Layer layer)) return Grade.wrong(Graders.wrongType("Layer", given));
        Layer right = truth.get();
        Random random = new Random(SEED);
        Grade judgement = compare(layer, right, random(rows, random), random);
        if (!judgement.isRight()) return judgement;
        // Another batch size finds what was kept from the first batch, or added to it.
        judgement = compare(layer, right, random(rows + 2, random), random);
        if (!judgement.isRight()) return judgement.after("The first batch was right, a second one is not. ");
        double relative = GradientCheck.of(layer, random(rows, random), SEED).relativeDifference();
        return Grade.right(String.format(
                "Forward and backward are right, and nudging agrees (relative difference %.0e).", relative));
    }

    private SimpleMatrix random(int count, Random random) {
        return Matrices.map(Matrices.zeros(count, columns, Precision.DOUBLE), z -> random.nextGaussian());
    }

    private static Grade compare(Layer layer, Layer right, SimpleMatrix x, Random random) {
        Grade params = sameParams(layer.params(), right.params());
        if (!params.isRight()) return params;
        SimpleMatrix expected = right.forward(x);
        SimpleMatrix kept = x.copy();
        Grade forward = new MatrixGrader(expected).judge(layer.forward(x));
        if (forward.state() == Mark.OPEN) return forward;
        if (!forward.isRight()) return forward.after("forward is not right. ");
        if (!x.isIdentical(kept, 0))
            return Grade.wrong("forward has changed its argument x. Make a new matrix instead.");

        SimpleMatrix dY = Matrices.map(expected, y -> random.nextGaussian());
        SimpleMatrix dYKept = dY.copy();
        SimpleMatrix dX = layer.backward(dY);
        if (dX == null) return Grade.open("forward is right. backward is still to be written.");
        if (!dY.isIdentical(dYKept, 0))
            return Grade.wrong("backward has changed its argument dY. Make a new matrix instead.");
        Grade backward = new MatrixGrader(right.backward(dY)).judge(dX);
        if (!backward.isRight()) {
            boolean handedOn = dX.getNumElements() == dY.getNumElements() && dX.isIdentical(dY, 0);
            String hint = handedOn ? "It hands dY on as it came: where is the layer's own derivative? " : "";
            return Grade.wrong("forward is right, backward is not. " + hint + backward.words());
        }
        for (int i = 0; i < right.params().size(); i++) {
            Param param = layer.params().get(i);
            Grade gradient = new MatrixGrader(right.params().get(i).gradient()).judge(param.gradient());
            if (gradient.isRight()) continue;
            boolean zero = param.gradient().elementMaxAbs() == 0;
            return Grade.wrong("forward and dX are right, the gradient of " + param.name() + " is not. "
                    + (zero ? "It is still zero: backward must set it." : gradient.words()));
        }
        return Grade.right("");
    }

    private static Grade sameParams(List<Param> given, List<Param> right) {
        if (given.size() != right.size())
            return Grade.wrong("params() must list what the layer learns: " + right + ", but it gives " + given + ".");
        for (int i = 0; i < right.size(); i++) {
            Grade value =
                    new MatrixGrader(right.get(i).value()).judge(given.get(i).value());
            if (!value.isRight())
                return Grade.wrong(
                        "The value of " + given.get(i).name() + " is not what the check cell gave. " + value.words());
        }
        return Grade.right("");
    }
}
