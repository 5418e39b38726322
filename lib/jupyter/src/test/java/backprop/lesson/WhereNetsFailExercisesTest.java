package backprop.lesson;

import backprop.data.Dataset;
import backprop.data.ToyData;
import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.Tanh;
import backprop.math.Precision;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.Trainer;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class WhereNetsFailExercisesTest {
    private final Verdicts verdicts = new Verdicts(WhereNetsFailExercises.exercises());

    @Test
    void quickXor() {
        verdicts.right(1, (Supplier<Network>) () -> WhatNetsCanDoExercisesTest.xorNet(8, 74));
        verdicts.right(1, new Supplier<Network>() {
            @Override
            public Network get() {
                return WhatNetsCanDoExercisesTest.net(new HalfSquaredError(), 2, 16, new Tanh(), Precision.FLOAT, 3);
            }
        });
        verdicts.open(1, null);
        verdicts.wrong(
                1,
                (Supplier<Network>) () -> WhatNetsCanDoExercisesTest.xorNet(2, 1),
                "Another seed, or more hidden units?");
        verdicts.wrong(1, (Supplier<Network>) WhereNetsFailExercisesTest::trainedOnXor, "untrained");
        verdicts.wrong(1, (Supplier<Integer>) () -> 14, "must make a Network");
        verdicts.wrong(1, WhatNetsCanDoExercisesTest.xorNet(8, 14), "must be a Supplier");
    }

    private static Network trainedOnXor() {
        Network net = WhatNetsCanDoExercisesTest.xorNet(8, 14);
        Dataset xor = ToyData.xor();
        new Trainer(net, new Sgd(0.5), xor, xor, 4, 1).run(3_000);
        return net;
    }

    @Test
    void oneAnswer() {
        verdicts.right(2, new double[] {2 / 3.0, 1 / 3.0});
        verdicts.open(2, null);
        verdicts.wrong(2, new double[] {0.5, 0.375}, "one of each kind");
        verdicts.wrong(2, new double[] {2 / 3.0, 2 / 3.0}, "a ½ before its sum");
        verdicts.wrong(2, new double[] {1, 0.5}, "the majority");
    }

    @Test
    void whereIsIt() {
        verdicts.right(3, "valley");
        verdicts.open(3, "");
        verdicts.wrong(3, "plateau", "comes to rest");
        verdicts.wrong(3, "minimum", "Do they here?");
    }

    @Test
    void farOut() {
        verdicts.right(4, farOut((first, second) -> limit(first, second, 1)));
        verdicts.open(4, null);
        verdicts.open(4, farOut((first, second) -> Double.NaN));
        verdicts.wrong(
                4,
                farOut((first, second) ->
                        limit(first, second, 1) - second.b().value().get(0)),
                "a bias");
        verdicts.wrong(
                4,
                farOut((first, second) ->
                        second.W().value().elementSum() + second.b().value().get(0)),
                "Not all");
        verdicts.wrong(4, farOut((first, second) -> limit(first, second, -1)), "far to the left");
        verdicts.wrong(
                4,
                farOut((first, second) ->
                        second.forward(new Tanh().forward(first.W().value())).get(0)),
                "its sign");
        verdicts.wrong(4, farOut((first, second) -> 0), "at x = 1,000,000");
    }

    private static ToDoubleBiFunction<Affine, Affine> farOut(ToDoubleBiFunction<Affine, Affine> answer) {
        return answer;
    }

    /** What the net says far to the right (1) or to the left (−1). */
    private static double limit(Affine first, Affine second, int side) {
        SimpleMatrix x = new SimpleMatrix(1, 1);
        x.set(0, side * 1e6);
        return second.forward(new Tanh().forward(first.forward(x))).get(0);
    }
}
