@NullMarked
package io.maskstream.model.corrupt;

import org.jspecify.annotations.NullMarked;
