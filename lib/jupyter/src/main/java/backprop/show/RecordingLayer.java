package backprop.show;

import backprop.layer.Layer;
import backprop.layer.Param;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** A layer of a network, with its output and upstream gradient of the last step. */
final class RecordingLayer implements Layer {
    private final Layer layer;
    private SimpleMatrix y;
    private SimpleMatrix dY;

    RecordingLayer(Layer layer) {
        this.layer = layer;
    }

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        y = layer.forward(x);
        return y;
    }

    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        this.dY = dY;
        return layer.backward(dY);
    }

    @Override
    public void backwardToParams(SimpleMatrix dY) {
        this.dY = dY;
        layer.backwardToParams(dY);
    }

    @Override
    public List<Param> params() {
        return layer.params();
    }

    @Override
    public String name() {
        return layer.name();
    }

    /** The output. */
    SimpleMatrix y() {
        return y;
    }

    /** The upstream gradient. */
    SimpleMatrix dY() {
        return dY;
    }
}
