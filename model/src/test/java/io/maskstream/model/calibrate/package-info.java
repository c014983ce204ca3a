@NullMarked
package io.maskstream.model.calibrate;

import org.jspecify.annotations.NullMarked;
