using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference.Generation;

/// <summary>Pinned memory of this process.</summary>
internal sealed class PinnedMemory(int size) : CacheMemory
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(size, pinned: true);

    public override long Size => _bytes.Length;

    public override nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);

    public override OrtMemoryInfo Owner => OrtMemoryInfo.DefaultInstance;

    public Span<byte> Bytes => _bytes;

    public override void Copy(long to, long pitch, CacheMemory from, long start, long fromPitch, long width, int lines)
    {
        var source = ((PinnedMemory)from)._bytes;
        for (var line = 0; line < lines; line++)
        {
            source
                .AsSpan((int)(start + (line * fromPitch)), (int)width)
                .CopyTo(_bytes.AsSpan((int)(to + (line * pitch))));
        }
    }
}
