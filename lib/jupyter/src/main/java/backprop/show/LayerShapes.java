package backprop.show;

import backprop.layer.Layer;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.List;

/** The shapes of what flows through a network, as far as its layers tell without data. */
final class LayerShapes {
    private LayerShapes() {}

    /** The shapes of the input and of what each layer puts out, for a batch of N, such as "N × 50"; "N × ?" where only data would tell. */
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

    /** What the first layer that asks for so many columns asks for, if the layers before it hand that on unchanged. */
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
