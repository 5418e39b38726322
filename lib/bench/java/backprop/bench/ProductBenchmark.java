package backprop.bench;

import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.simple.SimpleMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time of one matrix product, the library's and EJML's, on all threads that the library takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProductBenchmark {
    /** Rows of the product, what is summed over, columns; with a t at the end the left factor lies there transposed. */
    @Param({"100x784x50", "784x100x50t", "100x784x500", "512x512x512", "64x64x64"})
    public String shape;

    @Param
    public Precision precision;

    private Shape product;
    private SimpleMatrix a;
    private SimpleMatrix b;
    private SimpleMatrix c;

    @Setup
    public void fill() {
        product = Shape.of(shape);
        Random random = new Random(1);
        a = product.left(precision, random);
        b = product.right(precision, random);
        c = Matrices.zeros(product.n(), product.m(), precision);
    }

    @Benchmark
    public SimpleMatrix ours() {
        return product.ours(a, b, c);
    }

    @Benchmark
    public SimpleMatrix ejml() {
        product.ejml(a, b, c);
        return c;
    }
}
