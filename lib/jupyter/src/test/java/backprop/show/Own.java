package backprop.show;

import backprop.layer.Layer;
import backprop.layer.Param;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** A layer of a reader's own: it hands on what it gets, and has a parameter V, 2 × 3. */
class Own implements Layer {
    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        return x;
    }

    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        return dY;
    }

    @Override
    public List<Param> params() {
        return List.of(new Param("V", new SimpleMatrix(2, 3)));
    }
}
