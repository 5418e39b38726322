package backprop.exercise;

import backprop.graph.BinaryLayer;
import backprop.graph.InputGradient;
import backprop.graph.Value;
import java.util.function.BinaryOperator;

/** A node with two inputs that the reader wrote; see {@link Graders#binaryLayer}. */
record BinaryLayerGrader(BinaryOperator<Value> truth) {
    // x, y and what comes back: nothing equal, nothing 1, so that nothing is right by accident.
    private static final double[][] CASES = {{6, 3, 1}, {-2.5, 0.5, 2}, {0.75, -4, -1.5}};

    Grade grade(BinaryLayer layer) {
        for (double[] inputs : CASES) {
            Grade grade = grade(layer, inputs[0], inputs[1], inputs[2]);
            if (!grade.isRight()) return grade;
        }
        return Grade.right("Forward and both derivatives are right.");
    }

    private Grade grade(BinaryLayer layer, double x, double y, double dz) {
        Value vx = Value.of(x);
        Value vy = Value.of(y);
        Value z = truth.apply(vx, vy);
        z.backward();
        String at = " (x = " + x + ", y = " + y + ", dz = " + dz + ")";
        Grade forward = Graders.number(z.value()).grade(layer.forward(x, y));
        if (!forward.isRight()) return forward.prefixed("forward is not right" + at + ". ");
        InputGradient back = layer.backward(dz);
        if (back == null) return Grade.open("forward is right. backward is still to be written.");
        String feedback = feedback("dx", back.dx(), vx.gradient(), dz) + feedback("dy", back.dy(), vy.gradient(), dz);
        if (feedback.isEmpty()) return Grade.right("");
        return Grade.wrong("forward is right, backward is not" + at + ":" + feedback);
    }

    private static String feedback(String name, double answer, double local, double dz) {
        if (agree(local * dz, answer)) return "";
        if (agree(local, answer)) return " " + name + " lacks what comes back, dz.";
        if (agree(local * dz, -answer)) return " " + name + " has the wrong sign.";
        if (!Double.isFinite(answer)) return " " + name + " is " + answer + ". Does forward keep x and y for backward?";
        return " " + name + " is not " + answer + ".";
    }

    private static boolean agree(double truth, double answer) {
        return Graders.agree(truth, answer, Graders.TOLERANCE);
    }
}
