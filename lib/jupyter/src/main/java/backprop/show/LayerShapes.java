package backprop.show;

import backprop.layer.Layer;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.List;

/** The shapes that flow through a network, as far as its layers determine them without data. */
final class LayerShapes {
    private LayerShapes() {}

    /** The shapes of the input and of each layer's output for a batch of N, such as "N × 50", or "N × ?" if unknown. */
    static List<String> of(Network net) {
        List<String> shapes = new ArrayList<>();
        List<Layer> layers = net.layers();
        int columns = 0;
        for (int i = 0; i < layers.size(); i++) {
            if (columns == 0) columns = askedFor(layers.subList(i, layers.size()));
            shapes.add(shape(columns));
            columns = layers.get(i).outputs(columns);
        }
        shapes.add(shape(columns));
        return shapes;
    }

    /** The columns that the first layer with a fixed number of inputs needs, if the layers before it keep that number. */
    private static int askedFor(List<Layer> layers) {
        for (int i = 0; i < layers.size(); i++) {
            int asked = layers.get(i).inputs();
            if (asked == 0) continue;
            int arriving = asked;
            for (Layer before : layers.subList(0, i)) arriving = before.outputs(arriving);
            return arriving == asked ? asked : 0;
        }
        return 0;
    }

    private static String shape(int columns) {
        return "N × " + (columns == 0 ? "?" : columns);
    }
}
