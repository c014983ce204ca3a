package io.maskstream.model.report;

import io.maskstream.model.evaluate.Confusion;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A confusion matrix: true classes downwards, predicted ones across, the darker the larger the share of the true class.
 * Counts and labels are written where there is room.
 */
public final class ConfusionPicture {

    private static final int SIDE = 720;
    private static final int MARGIN = 120;
    private static final int LABEL_CHARACTERS = 16;
    /** Pixels of a cell from which on it is written into. */
    private static final int WRITTEN = 28;

    private ConfusionPicture() {}

    public static BufferedImage draw(Confusion confusion) {
        int classes = confusion.counts().length;
        int cell = Math.max(2, Math.min(56, SIDE / classes));
        boolean written = cell >= WRITTEN;
        int margin = written ? MARGIN : 8;
        int side = margin + cell * classes + 8;
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, side, side);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        for (int row = 0; row < classes; row++)
            for (int column = 0; column < classes; column++) {
                long count = confusion.counts()[row][column];
                double share = count == 0 ? 0 : (double) count / confusion.support(row);
                int x = margin + column * cell;
                int y = margin + row * cell;
                g.setColor(shade(share, row == column));
                g.fillRect(x, y, cell, cell);
                if (!written || count == 0) continue;
                g.setColor(share > 0.5 ? Color.WHITE : Color.BLACK);
                g.drawString(Long.toString(count), x + 3, y + cell / 2 + 4);
            }
        if (written) labels(g, confusion, cell);
        g.dispose();
        return picture;
    }

    private static void labels(Graphics2D g, Confusion confusion, int cell) {
        g.setColor(Color.BLACK);
        for (int c = 0; c < confusion.labels().size(); c++) {
            String label = confusion.labels().get(c);
            if (label.length() > LABEL_CHARACTERS) label = label.substring(0, LABEL_CHARACTERS);
            int at = MARGIN + c * cell + cell / 2 + 4;
            g.drawString(label, 4, at);
            g.rotate(-Math.PI / 2, at, MARGIN - 6);
            g.drawString(label, at, MARGIN - 6);
            g.rotate(Math.PI / 2, at, MARGIN - 6);
        }
    }

    /** Right ones blue, wrong ones red; a square root makes rare mistakes visible. */
    private static Color shade(double share, boolean right) {
        float rest = (float) (1 - Math.sqrt(share));
        return right
                ? new Color(0.1f + 0.85f * rest, 0.3f + 0.65f * rest, 0.6f + 0.35f * rest)
                : new Color(0.75f + 0.2f * rest, 0.15f + 0.8f * rest, 0.1f + 0.85f * rest);
    }
}
