@NullMarked
package io.maskstream.model.cli;

import org.jspecify.annotations.NullMarked;
