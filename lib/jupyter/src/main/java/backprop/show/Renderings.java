package backprop.show;

import backprop.check.GradientReport;
import backprop.data.Batch;
import backprop.data.ImageDataset;
import backprop.errors.ErrorExplanations;
import backprop.graph.Value;
import backprop.kernel.Kernel;
import backprop.kernel.TimeLimit;
import backprop.show.draw.Renderable;
import backprop.show.draw.Rendering;
import backprop.train.History;
import backprop.train.Network;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** The renderers of all types. Own types are {@link Renderable}; here are the others. */
public final class Renderings {
    private static final Map<Class<?>, Function<Object, Rendering>> BY_TYPE = new LinkedHashMap<>();

    static {
        register(Renderable.class, Renderable::rendering);
        register(SimpleMatrix.class, MatrixTable::render);
        register(Table.class, DataTable::render);
        register(Chart.class, ChartPicture::rendering);
        register(Value.class, Renderings::render);
        register(ImageDataset.class, Pictures::overview);
        register(Network.class, net -> DataTable.render(Tables.of(net)));
        register(History.class, history -> Charts.training(history).rendering());
        register(GradientReport.class, report -> DataTable.render(Tables.of(report)));
        register(Batch.class, CollectionTable::render);
        register(Collection.class, CollectionTable::render);
        register(Map.class, CollectionTable::render);
        register(Optional.class, CollectionTable::render);
        // All arrays: a kernel looks for the types of an object, and arrays of objects have no other in common.
        register(Cloneable.class, CollectionTable::render);
    }

    private Renderings() {}

    private static <T> void register(Class<T> type, Function<? super T, Rendering> render) {
        BY_TYPE.put(type, object -> render.apply(type.cast(object)));
    }

    private static Rendering render(Value value) {
        return value.inputs().isEmpty()
                ? Rendering.ofText(value.toString())
                : Graph.of(value).rendering();
    }

    /** Registers the renderers with a kernel, for the last line of a cell. */
    static void installInto(Kernel kernel) {
        for (Class<?> type : BY_TYPE.keySet()) kernel.render(type, object -> lastValue(object, () -> of(object)));
        kernel.renderOthers(object -> lastValue(object, () -> String.valueOf(object)));
    }

    private static <T> T lastValue(Object object, Supplier<T> look) {
        try {
            return TimeLimit.show(name(object), look);
        } catch (RuntimeException | Error e) {
            ErrorExplanations.failedToShow(e);
            throw e;
        }
    }

    /** Renders any object as {@link #of}, within a time. */
    static Rendering inTime(Object object) {
        return object instanceof Rendering done ? done : TimeLimit.show(name(object), () -> of(object));
    }

    private static String name(Object object) {
        String name = object == null ? "" : object.getClass().getSimpleName();
        return name.isEmpty() ? "this value" : "this " + name;
    }

    /** Renders any object: by its renderer, or as text where it has none. */
    public static Rendering of(Object object) {
        return look(object).map(look -> look.apply(object)).orElseGet(() -> Rendering.ofText(String.valueOf(object)));
    }

    /** The renderer of an object; empty where it is shown as text. */
    static Optional<Function<Object, Rendering>> look(Object object) {
        return BY_TYPE.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(object))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Several objects side by side, as far as there is room; the others follow below. */
    static Rendering beside(Object... objects) {
        List<Rendering> parts = Stream.of(objects).map(Renderings::of).toList();
        return new Rendering(
                parts.stream()
                        .map(part -> "<div style=\"display: inline-block; vertical-align: middle; margin-right: 24px\">"
                                + part.html() + "</div>")
                        .collect(Collectors.joining()),
                parts.stream().map(Rendering::text).collect(Collectors.joining("\n")));
    }
}
