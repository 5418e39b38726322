package backprop.layer;

import org.ejml.simple.SimpleMatrix;

/** What the two squared losses share: they differ only in what the sum is divided by. */
abstract class SquaredError extends MemoryReuse implements Loss {
    SimpleMatrix y;
    SimpleMatrix t;
    SimpleMatrix dY;

    /** Remembers both for backward; returns Σ (y − t)², added up in double. */
    final double sum(SimpleMatrix y, SimpleMatrix t) {
        ShapeChecks.requireTargets(name(), y, t);
        this.y = y;
        this.t = t;
        double sum = 0;
        for (int i = 0; i < y.getNumElements(); i++) {
            double d = y.get(i) - t.get(i);
            sum += d * d;
        }
        return sum;
    }

    @Override
    public String toString() {
        return name();
    }
}
