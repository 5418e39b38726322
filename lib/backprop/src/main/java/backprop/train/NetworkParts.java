package backprop.train;

import backprop.layer.Layer;
import backprop.layer.Param;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.simple.SimpleMatrix;

/** The requirements of a {@link Network} on its layers. */
final class NetworkParts {
    private NetworkParts() {}

    static void requireDistinct(Layer... layers) {
        if (layers.length == 0) throw new IllegalArgumentException("a network needs at least one layer");
        Map<Layer, Integer> seen = new IdentityHashMap<>();
        for (int i = 0; i < layers.length; i++) {
            if (layers[i] == null)
                throw new IllegalArgumentException("layer " + (i + 1)
                        + " is null; in a notebook: run the cell that makes it again, and then this one");
            Integer before = seen.put(layers[i], i);
            if (before != null)
                throw new IllegalArgumentException("layers " + (before + 1) + " and " + (i + 1) + " are the same "
                        + layers[i].name() + "; a layer remembers one forward, so make a new one for each place");
        }
    }

    /** The parameters of all layers, those of the first layer that has any with a 1 behind their names, and so on. */
    static Map<String, Param> numberedParams(List<Layer> layers) {
        Map<String, Param> params = new LinkedHashMap<>();
        int number = 0;
        for (Layer layer : layers) {
            if (layer.params().isEmpty()) continue;
            number++;
            for (Param param : layer.params())
                if (params.put(param.name() + number, param) != null)
                    throw new IllegalArgumentException(layer.name() + " has two parameters named " + param.name()
                            + "; each needs a name of its own");
        }
        return params;
    }

    // A layer that is still to be written, or else the next one would fail in its stead.
    static SimpleMatrix requireResult(Layer layer, String method, String what, SimpleMatrix result) {
        if (result == null)
            throw new IllegalStateException(
                    layer.name() + ": " + method + " has returned null; it is to return " + what + ", a matrix");
        return result;
    }
}
