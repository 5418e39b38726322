package backprop.show;

import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Contrast;
import backprop.show.draw.Picture;
import java.awt.Color;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** A confusion matrix as squares. */
final class ConfusionPicture {
    private static final int CELL = 44;
    private static final int LEFT = 70;
    private static final int TOP = 74;

    private final Table confusion;
    private final List<String> guesses;

    ConfusionPicture(Table confusion) {
        this.confusion = confusion;
        this.guesses = confusion.columnNames().stream()
                .skip(1)
                .map(name -> name.replace("as ", ""))
                .toList();
    }

    Picture picture() {
        int rows = confusion.rowCount();
        Canvas canvas = new Canvas(LEFT + guesses.size() * CELL + 20, TOP + rows * CELL + 16);
        canvas.title(confusion.name()).text(LEFT, TOP - 26, "read as").text(12, TOP - 10, "digit");
        canvas.group(Canvas.MIDDLE, () -> {
            for (int j = 0; j < guesses.size(); j++) canvas.text(LEFT + (j + 0.5) * CELL, TOP - 10, guesses.get(j));
            for (int i = 0; i < rows; i++) drawRow(canvas, i);
        });
        return canvas.finish(
                alt(), "Right answers are framed; the darker another square, the more often that mistake was made.");
    }

    private void drawRow(Canvas canvas, int i) {
        int y = TOP + i * CELL;
        canvas.text(LEFT - 25, y + CELL / 2 + 5, truth(i));
        for (int j = 0; j < guesses.size(); j++) {
            // Right answers are nearly all: shaded by the same scale, the mistakes would look empty.
            Color ground = isRight(i, j) ? Color.WHITE : Colors.mix(Color.WHITE, Colors.MISTAKE, share(count(i, j)));
            Color ink = Contrast.readableOn(ground);
            int x = LEFT + j * CELL;
            if (isRight(i, j)) canvas.rect(x + 1, y + 1, CELL - 5, CELL - 5, "fill='none' stroke='black'");
            else if (count(i, j) > 0) canvas.rect(x, y, CELL - 2, CELL - 2, Canvas.fill(ground));
            if (count(i, j) > 0)
                canvas.text(x + CELL / 2, y + CELL / 2 + 5, Integer.toString(count(i, j)), Canvas.fill(ink));
        }
    }

    private String truth(int row) {
        return confusion.getString(row, 0);
    }

    private int count(int row, int guess) {
        return confusion.intColumn(guess + 1).get(row);
    }

    private boolean isRight(int row, int guess) {
        return truth(row).equals(guesses.get(guess));
    }

    /** A count in parts of the most frequent mistake. */
    private double share(int count) {
        int most = IntStream.range(0, confusion.rowCount() * guesses.size())
                .filter(k -> !isRight(k / guesses.size(), k % guesses.size()))
                .map(k -> count(k / guesses.size(), k % guesses.size()))
                .max()
                .orElse(1);
        return (double) count / Math.max(1, most);
    }

    private String alt() {
        return IntStream.range(0, confusion.rowCount())
                .mapToObj(i -> truth(i) + ":"
                        + IntStream.range(0, guesses.size())
                                .filter(j -> count(i, j) > 0)
                                .mapToObj(j -> " " + count(i, j) + " as " + guesses.get(j))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("; ", confusion.name() + ". ", "."));
    }
}
