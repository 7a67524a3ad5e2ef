using Platform.Dataset.Work;

namespace Platform.Dataset.Searches;

/// <summary>Payload of an item that is a part of a problem's round.</summary>
internal interface IRoundPayload : IItemPayload
{
    /// <summary>Number of items of the problem in this round.</summary>
    int Items { get; }
}
