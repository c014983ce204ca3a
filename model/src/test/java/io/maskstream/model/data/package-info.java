@NullMarked
package io.maskstream.model.data;

import org.jspecify.annotations.NullMarked;
