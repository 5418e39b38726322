package backprop.play;

import backprop.data.handwriting.DigitFrame;
import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Png;
import backprop.show.draw.Rendering;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A 3 and then a 7, drawn on a pad by the program, two points at a time, with what the pad answers each time; the 7 is then made
 * a 3.
 */
final class PadSession {
    // The points of each digit, across and down.
    private static final int[][] DIGITS = {
        {34, 30, 44, 22, 58, 19, 71, 24, 75, 36, 68, 47, 54, 53, 68, 57, 78, 67, 79, 80, 70, 91, 54, 95, 41, 92, 32, 85
        },
        {30, 27, 46, 26, 62, 26, 80, 25, 74, 38, 67, 52, 61, 66, 55, 80, 50, 96, 50, 97}
    };
    private static final int POINTS_A_MOMENT = 2;
    private static final int THICKNESS = 10;
    private static final int MADE = 3;
    private static final int MOMENTS_OF_MADE = 4;

    private static final int WIDTH = 650;
    private static final int HEIGHT = 280;
    private static final int TOP = 44;
    private static final double SCALE = 196.0 / Pad.SIDE;
    private static final int SMALL = 84;
    private static final int MIDDLE = 230;
    private static final int BARS = 410;
    private static final int BAR = 150;
    private static final int ROW = 20;

    private PadSession() {}

    /**
     * The pictures of the session, in order.
     *
     * @param read gives the state that the pad answers a drawing with, of as many bytes as the page sends
     * @param make gives the state that the pad answers the wish with that the last drawing be a digit
     */
    static List<Rendering> play(Function<byte[], Map<String, Object>> read, IntFunction<Map<String, Object>> make) {
        List<Rendering> moments = new ArrayList<>();
        for (int[] digit : DIGITS)
            for (int end = 2 * POINTS_A_MOMENT; end <= digit.length; end += 2 * POINTS_A_MOMENT) {
                Map<String, Object> reading = read.apply(ink(digit, end));
                moments.add(moment((String) reading.get("words"), digit, end, reading));
            }
        int[] last = DIGITS[DIGITS.length - 1];
        Map<String, Object> made = make.apply(MADE);
        List<?> frames = (List<?>) made.get("frames");
        for (int i = 1; i <= MOMENTS_OF_MADE; i++) {
            String words = i < MOMENTS_OF_MADE
                    ? "“Make it a " + MADE + "”: the picture goes along −∂L/∂x."
                    : (String) made.get("words");
            int frame = i * (frames.size() - 1) / MOMENTS_OF_MADE;
            moments.add(moment(words, last, last.length, (Map<?, ?>) frames.get(frame)));
        }
        return moments;
    }

    private static byte[] ink(int[] digit, int end) {
        BufferedImage sheet = new BufferedImage(Pad.SIDE, Pad.SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = sheet.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setStroke(new BasicStroke(THICKNESS, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D line = new Path2D.Double();
        line.moveTo(digit[0], digit[1]);
        for (int i = 2; i < end; i += 2) line.lineTo(digit[i], digit[i + 1]);
        g.draw(line);
        g.dispose();
        return ((DataBufferByte) sheet.getRaster().getDataBuffer()).getData();
    }

    /** @param answer what the net gets, the probabilities, and perhaps where the evidence lies */
    private static Rendering moment(String words, int[] digit, int end, Map<?, ?> answer) {
        Canvas canvas = new Canvas(WIDTH, HEIGHT).title(words);
        StringBuilder line = new StringBuilder("M" + digit[0] + " " + digit[1]);
        for (int i = 2; i < end; i += 2)
            line.append('L').append(digit[i]).append(' ').append(digit[i + 1]);
        canvas.group(
                "transform='translate(12 " + TOP + ") scale(" + SCALE + ")'",
                () -> canvas.path(
                        line.toString(),
                        "fill='none' stroke='black' stroke-linecap='round' stroke-linejoin='round' stroke-width='"
                                + THICKNESS + "'"));
        frame(canvas, 12, TOP, SCALE * Pad.SIDE);
        small(canvas, TOP, answer.get("seen"), "what the net gets", PadSession::grey);
        if (answer.containsKey("evidence"))
            small(canvas, TOP + SMALL + 28, answer.get("evidence"), "blue: more ink, brown: less", PadSession::sign);
        List<?> probabilities = (List<?>) answer.get("probabilities");
        for (int k = 0; k < probabilities.size(); k++) bar(canvas, k, (Double) probabilities.get(k));
        return canvas.finish("A pad. " + words, "").rendering();
    }

    private static void frame(Canvas canvas, double x, double y, double side) {
        canvas.rect(x, y, side, side, "fill='none' " + Canvas.stroke(Colors.FRAME));
    }

    private static void small(Canvas canvas, int y, Object base64, String caption, IntFunction<Color> color) {
        byte[] bytes = Base64.getDecoder().decode((String) base64);
        BufferedImage image = Png.pixels(DigitFrame.SIDE, DigitFrame.SIDE, i -> color.apply(bytes[i] & 0xff));
        canvas.pixels(MIDDLE, y, SMALL, SMALL, image);
        frame(canvas, MIDDLE, y, SMALL);
        canvas.text(MIDDLE, y + SMALL + 14, caption, "font-size='11'");
    }

    private static Color grey(int value) {
        return Colors.mix(Color.WHITE, Color.BLACK, value / 255.0);
    }

    /** As the pad writes it: 128 is 0. */
    private static Color sign(int value) {
        return Colors.mix(
                Color.WHITE,
                value < 128 ? Colors.LESS_INK : Colors.MORE_INK,
                Math.min(1, Math.abs(value - 128) / 127.0));
    }

    private static void bar(Canvas canvas, int k, double probability) {
        int y = TOP + k * ROW;
        canvas.text(BARS - 8, y + 14, Integer.toString(k), Canvas.END);
        canvas.rect(BARS, y + 2, BAR * probability, ROW - 4, Canvas.fill(Colors.BAR));
        canvas.line(BARS, y, BARS, y + ROW, Canvas.stroke(Colors.BAR));
        canvas.text(BARS + BAR + 8, y + 14, Numbers.percent(probability));
    }
}
