using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference.Generation;

/// <summary>Memory of one tensor of a KV cache, which the runtime reads and writes in place.</summary>
internal abstract class CacheMemory : IDisposable
{
    /// <summary>Size in bytes.</summary>
    public abstract long Size { get; }

    /// <summary>Where it begins.</summary>
    public abstract nint Address { get; }

    /// <summary>Whose memory it is.</summary>
    public abstract OrtMemoryInfo Owner { get; }

    /// <summary>
    /// Copies lines of <paramref name="width"/> bytes from the memory of another tensor of the same kind, or from this one if
    /// lines do not overlap.
    /// </summary>
    /// <param name="to">Offset of the first line here.</param>
    /// <param name="pitch">Bytes from one line to the next here.</param>
    /// <param name="from">The other memory.</param>
    /// <param name="start">Offset of the first line there.</param>
    /// <param name="fromPitch">Bytes from one line to the next there.</param>
    /// <param name="width">Bytes of a line.</param>
    /// <param name="lines">Number of lines.</param>
    public abstract void Copy(long to, long pitch, CacheMemory from, long start, long fromPitch, long width, int lines);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
