@NullMarked
package io.maskstream.model.evaluate;

import org.jspecify.annotations.NullMarked;
