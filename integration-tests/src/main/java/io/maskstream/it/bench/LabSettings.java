package io.maskstream.it.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the user chose.
 *
 * @param model NAME/VERSION in place of the shipped one; empty: that
 * @param images in place of all formats' frames; empty: those
 * @param further settings of every pipeline
 * @param peers the folder of the Python programs
 * @param python an interpreter that has what they import
 */
record LabSettings(
        Pace pace,
        Path model,
        Path images,
        String device,
        String guarantee,
        Map<String, String> further,
        Path peers,
        Path python) {}
