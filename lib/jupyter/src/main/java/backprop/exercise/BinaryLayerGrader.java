package backprop.exercise;

import backprop.graph.BinaryLayer;
import backprop.graph.InputGradient;
import backprop.graph.Value;
import java.util.List;
import java.util.function.BinaryOperator;

/** A node with two inputs that the reader wrote; see {@link Graders#binaryLayer}. */
record BinaryLayerGrader(BinaryOperator<Value> truth) implements Grader {
    // x, y and what comes back: nothing equal, nothing 1, so that nothing is right by accident.
    private static final double[][] CASES = {{6, 3, 1}, {-2.5, 0.5, 2}, {0.75, -4, -1.5}};

    @Override
    public Grade judge(Object given) {
        if (given == null) return Grade.open("");
        if (!(given instanceof BinaryLayer layer)) return Grade.wrong(Graders.wrongType("BinaryLayer", given));
        for (double[] inputs : CASES) {
            Grade judgement = judge(layer, inputs[0], inputs[1], inputs[2]);
            if (!judgement.isRight()) return judgement;
        }
        return Grade.right("Forward and both derivatives are right.");
    }

    private Grade judge(BinaryLayer layer, double x, double y, double dz) {
        Value vx = Value.of(x);
        Value vy = Value.of(y);
        Value z = truth.apply(vx, vy);
        z.backward();
        String at = " (x = " + x + ", y = " + y + ", dz = " + dz + ")";
        Grade forward = new NumberGrader(z.value(), Graders.TOLERANCE, List.of()).judge(layer.forward(x, y));
        if (!forward.isRight())
            return forward.state() == Mark.OPEN ? forward : forward.after("forward is not right" + at + ". ");
        InputGradient back = layer.backward(dz);
        if (back == null) return Grade.open("forward is right. backward is still to be written.");
        String words =
                whatIsWrong("dx", back.dx(), vx.gradient(), dz) + whatIsWrong("dy", back.dy(), vy.gradient(), dz);
        return words.isEmpty() ? Grade.right("") : Grade.wrong("forward is right, backward is not" + at + ":" + words);
    }

    private static String whatIsWrong(String name, double given, double local, double dz) {
        if (Graders.agree(local * dz, given, Graders.TOLERANCE)) return "";
        if (Graders.agree(local, given, Graders.TOLERANCE)) return " " + name + " lacks what comes back, dz.";
        if (Graders.agree(local * dz, -given, Graders.TOLERANCE)) return " " + name + " has the wrong sign.";
        if (!Double.isFinite(given)) return " " + name + " is " + given + ". Does forward keep x and y for backward?";
        return " " + name + " is not " + given + ".";
    }
}
