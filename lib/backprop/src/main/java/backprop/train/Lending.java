package backprop.train;

import backprop.data.Dataset;
import backprop.data.ImageDataset;
import backprop.layer.Affine;
import backprop.layer.Layer;
import backprop.layer.LeakyRelu;
import backprop.layer.Loss;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.SoftmaxWithLoss;
import backprop.layer.Tanh;
import backprop.math.Workspace;

/**
 * Who computes in lent memory: the library's own parts, which need a matrix no longer than until the next step. A reader's
 * own layer, loss or data set may keep what it computes for as long as it likes.
 */
final class Lending {
    private Lending() {}

    static Workspace to(Dataset data, Workspace workspace) {
        return data instanceof ImageDataset ? workspace : Workspace.NONE;
    }

    static Workspace to(Layer layer, Workspace workspace) {
        return layer instanceof Affine || worksEntryByEntry(layer) ? workspace : Workspace.NONE;
    }

    static Workspace to(Loss loss, Workspace workspace) {
        return loss instanceof SoftmaxWithLoss ? workspace : Workspace.NONE;
    }

    /** Whether it is one of the library's layers whose output has the shape of the input. */
    static boolean worksEntryByEntry(Layer layer) {
        return layer instanceof Relu || layer instanceof LeakyRelu || layer instanceof Sigmoid || layer instanceof Tanh;
    }
}
