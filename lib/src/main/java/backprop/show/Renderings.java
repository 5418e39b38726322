package backprop.show;

import backprop.check.Claims;
import backprop.check.Exercises;
import backprop.check.GradientReport;
import backprop.check.Verdict;
import backprop.data.ImageDataset;
import backprop.graph.Value;
import backprop.train.History;
import backprop.train.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** How the objects of the lessons look on a page. Knows nothing of any kernel. */
public final class Renderings {
    private static final Map<Class<?>, Function<Object, Rendering>> BY_TYPE = new LinkedHashMap<>();

    static {
        register(SimpleMatrix.class, MatrixTable::render);
        register(Table.class, DataTable::render);
        register(Chart.class, chart -> ChartPicture.of(chart).rendering());
        register(Picture.class, Picture::rendering);
        register(Drawing.class, Drawing::rendering);
        register(Graph.class, graph -> graph.drawing().rendering());
        register(Steps.class, Steps::rendering);
        register(Value.class, Renderings::render);
        register(Neurons.class, neurons -> neurons.drawing().rendering());
        register(Regions.class, regions -> regions.picture().rendering());
        register(ImageDataset.class, Pictures::overview);
        register(Network.class, net -> DataTable.render(net.summary()));
        register(History.class, history -> Charts.training(history).rendering());
        register(GradientReport.class, report -> DataTable.render(report.table()));
        register(Claims.class, claims -> DataTable.render(claims.table()));
        register(Verdict.class, ExerciseMarks::render);
        register(Exercises.class, ExerciseMarks::render);
        register(Rendering.class, rendering -> rendering);
    }

    private Renderings() {}

    private static <T> void register(Class<T> type, Function<? super T, Rendering> render) {
        BY_TYPE.put(type, object -> render.apply(type.cast(object)));
    }

    private static Rendering render(Value value) {
        return value.inputs().isEmpty()
                ? plain(value.toString())
                : Graph.of(value).drawing().rendering();
    }

    private static Rendering plain(String text) {
        return new Rendering("<pre>" + Html.escape(text) + "</pre>", text);
    }

    /** The types that have a look of their own; subtypes share it. */
    static Set<Class<?>> types() {
        return BY_TYPE.keySet();
    }

    /** The look of any object: its own, or its text where it has none. */
    public static Rendering of(Object object) {
        for (var entry : BY_TYPE.entrySet())
            if (entry.getKey().isInstance(object)) return entry.getValue().apply(object);
        return plain(String.valueOf(object));
    }

    /** Several objects side by side, as far as the page is wide enough; the others follow below. */
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
