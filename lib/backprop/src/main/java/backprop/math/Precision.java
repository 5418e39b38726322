package backprop.math;

import org.ejml.data.MatrixType;
import org.ejml.simple.SimpleMatrix;

/** Single or double precision. Everything works in both; a matrix has one of them, and nothing mixes the two. */
public enum Precision {
    /** 32 bits, about 7 significant digits; EJML's {@code FDRM}. */
    FLOAT,
    /** 64 bits, about 16 significant digits; EJML's {@code DDRM}. */
    DOUBLE;

    /**
     * The precision that a matrix is stored in.
     *
     * @throws IllegalArgumentException if the matrix is complex or sparse
     */
    public static Precision of(SimpleMatrix m) {
        MatrixType type = m.getType();
        return switch (type) {
            case FDRM -> FLOAT;
            case DDRM -> DOUBLE;
            default ->
                throw new IllegalArgumentException(
                        "backprop works on dense real matrices (FDRM or DDRM), but this one is " + type);
        };
    }
}
