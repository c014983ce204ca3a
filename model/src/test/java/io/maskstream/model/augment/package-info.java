@NullMarked
package io.maskstream.model.augment;

import org.jspecify.annotations.NullMarked;
