@NullMarked
package io.maskstream.model.train;

import org.jspecify.annotations.NullMarked;
