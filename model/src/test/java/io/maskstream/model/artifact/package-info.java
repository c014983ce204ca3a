@NullMarked
package io.maskstream.model.artifact;

import org.jspecify.annotations.NullMarked;
