package backprop.show;

import backprop.layer.ImageLayer;
import backprop.layer.Layer;
import backprop.math.ImageShape;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.List;

/** The shapes that flow through a network, as far as its layers determine them without data. */
final class LayerShapes {
    private LayerShapes() {}

    /**
     * The shapes of the input and of each layer's output for a batch of N, such as "N × 50", or "N × ?" if unknown. Pictures are
     * "N × 26·26·8", until a layer says that they are plain features.
     */
    static List<String> of(Network net) {
        List<String> shapes = new ArrayList<>();
        List<Layer> layers = net.layers();
        int columns = 0;
        ImageShape pictures = null;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (columns == 0) columns = askedFor(layers.subList(i, layers.size()));
            if (layer instanceof ImageLayer image) pictures = image.inputShape();
            shapes.add(shape(columns, pictures));
            columns = layer.outputs(columns);
            if (layer instanceof ImageLayer image) pictures = image.outputShape();
            else if (layer.inputs() > 0) pictures = null;
        }
        shapes.add(shape(columns, pictures));
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

    private static String shape(int columns, ImageShape pictures) {
        if (pictures != null && pictures.size() == columns)
            return "N × " + pictures.height() + "·" + pictures.width() + "·" + pictures.channels();
        return "N × " + (columns == 0 ? "?" : columns);
    }
}
