package backprop.widget;

import backprop.show.Notebook;
import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
import backprop.widget.Control.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a picture is at every position of its controls: see {@link Notebook#interact}. The web edition has it, whose pages move
 * without a kernel; there the environment variable {@value #VARIABLE} names the folder for the files.
 *
 * <p>Where there are more than {@value #MOST} combinations, only so many controls are away from their start at a time that there
 * are not, but at least one.
 */
public final class Frames {
    private static final String VARIABLE = "BACKPROP_FRAMES";
    private static final int MOST = 3_000;

    private final List<Control> controls;
    private final List<List<Position>> positions;
    private final int[] start;
    private final PackedFrames packed = new PackedFrames();
    private final Map<List<Integer>, Integer> recorded = new HashMap<>();

    private Frames(List<Control> controls) {
        this.controls = controls;
        this.positions = controls.stream().map(Control::positions).toList();
        this.start = controls.stream().mapToInt(Control::position).toArray();
    }

    /** Where the files go; empty where there is a kernel to ask. */
    public static Optional<Path> folder() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    /**
     * Writes a file with the pictures, and gives the controls back as they were.
     *
     * @param picture makes the picture of the controls' values
     * @param instead HTML that stands below the picture; may be empty
     * @return the picture with the controls as they are, and what a page needs to find the others
     */
    public static Rendering record(Path folder, List<Control> controls, Supplier<Rendering> picture, String instead) {
        return new Frames(controls).record(folder, picture, instead);
    }

    private Rendering record(Path folder, Supplier<Rendering> picture, String instead) {
        Rendering first = picture.get();
        int free = free();
        List<PackedFrames.Table> tables = new ArrayList<>();
        for (int[] moved : choose(free)) tables.add(new PackedFrames.Table(moved, frames(moved, picture)));
        take(start);
        String name;
        try {
            name = packed.write(folder, tables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String words = new ControlPanel(controls).words();
        return new Rendering(
                "<div class=\"backprop-frames\" data-file=\"" + Html.escape(name) + "\" data-free=\"" + free
                        + "\" data-pictures=\"" + recorded.size() + "\" data-controls=\"" + Html.escape(described())
                        + "\"><p>" + Html.escape(words) + "</p><div class=\"backprop-frame\">" + first.html() + "</div>"
                        + instead + "</div>",
                words + "\n" + first.text());
    }

    /** How many controls may be away from their start at a time. */
    private int free() {
        int free = controls.size();
        while (free > 1 && combinations(free) > MOST) free--;
        return free;
    }

    private double combinations(int free) {
        return choose(free).stream()
                .mapToDouble(moved -> Arrays.stream(moved)
                        .mapToDouble(control -> positions.get(control).size())
                        .reduce(1, (a, b) -> a * b))
                .sum();
    }

    /** All sets of so many controls. */
    private List<int[]> choose(int count) {
        return IntStream.range(0, 1 << controls.size())
                .filter(set -> Integer.bitCount(set) == count)
                .mapToObj(set -> IntStream.range(0, controls.size())
                        .filter(control -> (set >> control & 1) == 1)
                        .toArray())
                .toList();
    }

    /** The frames of these controls' positions, the last one moving fastest; the others stand at their start. */
    private int[] frames(int[] moved, Supplier<Rendering> picture) {
        int count = Arrays.stream(moved)
                .map(control -> positions.get(control).size())
                .reduce(1, (a, b) -> a * b);
        int[] frames = new int[count];
        for (int i = 0; i < count; i++) {
            int[] at = start.clone();
            int rest = i;
            for (int k = moved.length - 1; k >= 0; k--) {
                int size = positions.get(moved[k]).size();
                at[moved[k]] = rest % size;
                rest /= size;
            }
            frames[i] = recorded.computeIfAbsent(Arrays.stream(at).boxed().toList(), key -> {
                take(at);
                return packed.add(picture.get().html());
            });
        }
        return frames;
    }

    private void take(int[] at) {
        for (int control = 0; control < at.length; control++)
            positions.get(control).get(at[control]).take().run();
    }

    private String described() {
        return IntStream.range(0, controls.size())
                .mapToObj(
                        i -> "{\"name\":" + PackedFrames.quoted(controls.get(i).name()) + ",\"kind\":\""
                                + controls.get(i).kind() + "\",\"start\":" + start[i] + ",\"labels\":"
                                + positions.get(i).stream()
                                        .map(position -> PackedFrames.quoted(position.label()))
                                        .collect(Collectors.joining(",", "[", "]"))
                                + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
