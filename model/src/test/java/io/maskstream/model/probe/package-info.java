@NullMarked
package io.maskstream.model.probe;

import org.jspecify.annotations.NullMarked;
