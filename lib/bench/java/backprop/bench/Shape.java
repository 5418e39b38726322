package backprop.bench;

import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.simple.SimpleMatrix;

/**
 * What a product is of: n × k times k × m.
 *
 * @param form which of the factors lies there transposed
 */
record Shape(int n, int k, int m, Form form) {
    enum Form {
        AB,
        AT_B,
        A_BT
    }

    private static final Pattern WRITTEN = Pattern.compile("(\\d+)x(\\d+)x(\\d+)(t?)");

    /** Written 100x784x50, and 784x100x50t where the left factor lies there as 100 × 784. */
    static Shape of(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches())
            throw new IllegalArgumentException("a shape is written 100x784x50 or 784x100x50t, not " + written);
        return new Shape(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                parts.group(4).isEmpty() ? Form.AB : Form.AT_B);
    }

    /** Additions and multiplications. */
    double operations() {
        return 2.0 * n * k * m;
    }

    SimpleMatrix left(Precision precision, Random random) {
        return form == Form.AT_B ? random(k, n, precision, random) : random(n, k, precision, random);
    }

    SimpleMatrix right(Precision precision, Random random) {
        return form == Form.A_BT ? random(m, k, precision, random) : random(k, m, precision, random);
    }

    private static SimpleMatrix random(int rows, int columns, Precision precision, Random random) {
        return Matrices.map(Matrices.zeros(rows, columns, precision), x -> random.nextGaussian());
    }

    /** @param c is filled, as in a training loop; null for a new matrix each time */
    SimpleMatrix ours(SimpleMatrix a, SimpleMatrix b, SimpleMatrix c) {
        return switch (form) {
            case AB -> Matrices.mult(a, b, c);
            case AT_B -> Matrices.multTransA(a, b, c);
            case A_BT -> Matrices.multTransB(a, b, c);
        };
    }

    void ejml(SimpleMatrix a, SimpleMatrix b, SimpleMatrix c) {
        if (Precision.of(a) == Precision.FLOAT) {
            switch (form) {
                case AB -> CommonOps_FDRM.mult(a.getFDRM(), b.getFDRM(), c.getFDRM());
                case AT_B -> CommonOps_FDRM.multTransA(a.getFDRM(), b.getFDRM(), c.getFDRM());
                case A_BT -> CommonOps_FDRM.multTransB(a.getFDRM(), b.getFDRM(), c.getFDRM());
            }
        } else {
            switch (form) {
                case AB -> CommonOps_DDRM.mult(a.getDDRM(), b.getDDRM(), c.getDDRM());
                case AT_B -> CommonOps_DDRM.multTransA(a.getDDRM(), b.getDDRM(), c.getDDRM());
                case A_BT -> CommonOps_DDRM.multTransB(a.getDDRM(), b.getDDRM(), c.getDDRM());
            }
        }
    }

    /** 784 × 100 × 50, AᵀB. */
    @Override
    public String toString() {
        String transposed = switch (form) {
            case AB -> "";
            case AT_B -> ", AᵀB";
            case A_BT -> ", ABᵀ";
        };
        return n + " × " + k + " × " + m + transposed;
    }
}
