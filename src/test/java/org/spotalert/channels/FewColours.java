package org.spotalert.channels;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Makes a picture of text small: its upper part, with 128 of its colours, the most frequent ones that differ. */
final class FewColours {

    private static final int MOST = 128;
    /** Colours of a smaller distance are one. */
    private static final int CLOSE = 300;

    private static final int HIGHEST = 1_000;

    private FewColours() {}

    static Path of(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        int width = picture.getWidth();
        int height = Math.min(HIGHEST, picture.getHeight());
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        Map<Integer, Integer> counts = new HashMap<>();
        IntStream.of(pixels).forEach(pixel -> counts.merge(pixel, 1, Integer::sum));
        int[] palette = new int[MOST];
        int kept = 0;
        for (Integer colour : counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList()) {
            if (kept < MOST && (kept == 0 || distance(colour, palette[nearest(colour, palette, kept)]) > CLOSE)) {
                palette[kept++] = colour;
            }
        }
        int colours = kept;
        BufferedImage small = new BufferedImage(
                width,
                height,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, colours, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int at = 0; at < pixels.length; at++) {
            int index = nearest.computeIfAbsent(pixels[at], pixel -> nearest(pixel, palette, colours));
            small.getRaster().setSample(at % width, at / width, 0, index);
        }
        ImageIO.write(small, "png", file.toFile());
        return file;
    }

    private static int nearest(int pixel, int[] palette, int colours) {
        return IntStream.range(0, colours)
                .boxed()
                .min(Comparator.comparingInt(index -> distance(pixel, palette[index])))
                .orElseThrow();
    }

    private static int distance(int one, int other) {
        return IntStream.of(0, 8, 16)
                .map(shift -> (one >> shift & 0xFF) - (other >> shift & 0xFF))
                .map(difference -> difference * difference)
                .sum();
    }
}
