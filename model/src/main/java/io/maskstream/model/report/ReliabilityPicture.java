package io.maskstream.model.report;

import io.maskstream.model.evaluate.CalibrationError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** A reliability diagram: accuracy over mean confidence, a point a bin; calibrated ones lie on the diagonal. */
final class ReliabilityPicture {

    private static final int SIDE = 400;
    private static final int MARGIN = 44;
    private static final Color BEFORE = new Color(0xb0b0b0);
    private static final Color AFTER = new Color(0x1f5fa8);

    private ReliabilityPicture() {}

    /**
     * @param before at temperature 1, grey
     * @param after at the model's temperature, blue
     */
    static BufferedImage draw(CalibrationError before, CalibrationError after) {
        BufferedImage picture = new BufferedImage(SIDE + 2 * MARGIN, SIDE + 2 * MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        g.setColor(Color.LIGHT_GRAY);
        g.drawLine(x(0), y(0), x(1), y(1));
        g.setColor(Color.BLACK);
        g.drawRect(x(0), y(1), SIDE, SIDE);
        for (int tick = 0; tick <= 5; tick++) {
            double value = tick / 5.0;
            g.drawString(String.valueOf(value), x(value) - 8, y(0) + 18);
            g.drawString(String.valueOf(value), x(0) - 26, y(value) + 4);
        }
        g.drawString("mean confidence", x(0.5) - 45, y(0) + 36);
        g.drawString("accuracy", x(0) - 36, y(1) - 12);
        line(g, before.bins(), BEFORE);
        line(g, after.bins(), AFTER);
        g.dispose();
        return picture;
    }

    private static void line(Graphics2D g, List<CalibrationError.Bin> bins, Color color) {
        g.setColor(color);
        g.setStroke(new BasicStroke(1.5f));
        for (int i = 0; i < bins.size(); i++) {
            int x = x(bins.get(i).confidence());
            int y = y(bins.get(i).accuracy());
            g.fillOval(x - 4, y - 4, 8, 8);
            if (i > 0)
                g.drawLine(x(bins.get(i - 1).confidence()), y(bins.get(i - 1).accuracy()), x, y);
        }
    }

    private static int x(double share) {
        return (int) Math.round(MARGIN + share * SIDE);
    }

    private static int y(double share) {
        return (int) Math.round(MARGIN + (1 - share) * SIDE);
    }
}
