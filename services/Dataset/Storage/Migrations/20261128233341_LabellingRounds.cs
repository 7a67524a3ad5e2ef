using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class LabellingRounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "labelling_tasks",
                schema: "dataset",
                columns: table => new
                {
                    item_id = table.Column<long>(type: "bigint", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    solution_id = table.Column<long>(type: "bigint", nullable: false),
                    labeller = table.Column<string>(type: "text", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ending = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    seconds = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labelling_tasks", x => x.item_id);
                    table.ForeignKey(
                        name: "fk_labelling_tasks_labellings_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "labellings",
                        principalColumn: "job_id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_labelling_tasks_work_items_item_id",
                        column: x => x.item_id,
                        principalSchema: "dataset",
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "labelling_ratings",
                schema: "dataset",
                columns: table => new
                {
                    item_id = table.Column<long>(type: "bigint", nullable: false),
                    labeller = table.Column<string>(type: "text", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    rating = table.Column<short>(type: "smallint", nullable: true),
                    rated = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labelling_ratings", x => new { x.item_id, x.labeller, x.step });
                    table.ForeignKey(
                        name: "fk_labelling_ratings_labelling_tasks_item_id",
                        column: x => x.item_id,
                        principalSchema: "dataset",
                        principalTable: "labelling_tasks",
                        principalColumn: "item_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_job_id",
                schema: "dataset",
                table: "labelling_tasks",
                column: "job_id");

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_labeller",
                schema: "dataset",
                table: "labelling_tasks",
                column: "labeller",
                filter: "ended is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "labelling_ratings",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "labelling_tasks",
                schema: "dataset");
        }
    }
}
