@NullMarked
package io.maskstream.model.runtime;

import org.jspecify.annotations.NullMarked;
